/**
 * What the API gives: a class a resource, and the records of its answers. A new one is named in {@link
 * io.reprise.admin.api.Resources}.
 */
package io.reprise.admin.api;
