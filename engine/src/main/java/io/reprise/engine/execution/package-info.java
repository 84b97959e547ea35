/** What stands between our orders and a venue that is not ours: who owes an answer, and what an answer means. */
package io.reprise.engine.execution;
