/**
 * The server underneath the API: routes, calls, answers, problems, and all that guards them. Knows nothing of trading.
 */
package io.reprise.admin.http;
