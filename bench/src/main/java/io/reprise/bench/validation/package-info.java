/** Simulations in which the truth is known, to see whether the tests of {@code io.reprise.research.validate} find it. */
package io.reprise.bench.validation;
