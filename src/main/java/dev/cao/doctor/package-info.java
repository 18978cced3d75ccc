/** Examines this machine for people: what cao needs, what each agent CLI can do here, and what old runs have left. */
@NullMarked
package dev.cao.doctor;

import org.jspecify.annotations.NullMarked;
