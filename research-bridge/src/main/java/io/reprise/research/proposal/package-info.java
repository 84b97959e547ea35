/**
 * What an agent would do to a session that it may not command: proposed, shown with the difference that it makes, decided by
 * a person, done once. Knows nothing of how it is asked.
 */
package io.reprise.research.proposal;
