/** What several strategies are made of: windows of past values, and the two ways down. */
package io.reprise.strategies.base;
