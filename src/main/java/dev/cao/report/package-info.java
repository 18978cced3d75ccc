/** Tells machines and people what a run has brought: JUnit, Markdown, JSON, a page, annotations, artifacts, hooks. */
@NullMarked
package dev.cao.report;

import org.jspecify.annotations.NullMarked;
