/**
 * The one configuration file: every setting declared once with its type, range, default and description, and its
 * effective value with where it comes from. It does not know what a setting is used for; components get their values
 * from the command that starts them.
 */
package io.reprise.engine.config;
