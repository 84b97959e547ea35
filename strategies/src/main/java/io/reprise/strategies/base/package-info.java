/** What several strategies are made of: when something crosses, and the two ways down. */
package io.reprise.strategies.base;
