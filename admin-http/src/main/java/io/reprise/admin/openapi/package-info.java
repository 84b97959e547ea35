/** The OpenAPI document and its schemas, made of the very routes and records that the server answers with. */
package io.reprise.admin.openapi;
