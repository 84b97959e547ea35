/** What stands between an intent and the venue: limits, the rules that hold them, and how large an order is. */
package io.reprise.engine.risk;
