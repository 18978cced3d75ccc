/**
 * Tells machines and people what a run has brought: JUnit, Markdown, JSON Lines, annotations, a folder of artifacts; tells
 * the hooks of its profile.
 */
@NullMarked
package dev.cao.report;

import org.jspecify.annotations.NullMarked;
