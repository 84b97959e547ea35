/**
 * Tamper evidence: seals of ended segments and of whole journals, the key that signs them, their check, and the bundle that a
 * third party can check. It reads journals and knows nothing of what is in their frames; nothing here runs on a hot thread.
 */
package io.reprise.engine.seal;
