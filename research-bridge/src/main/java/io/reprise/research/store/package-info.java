/**
 * Small files that the side-car keeps: JSON in one canonical form, written whole or not at all, readable by their owner
 * only. Knows nothing of what they say.
 */
package io.reprise.research.store;
