/** Tables of prices, a row a day and a column an asset, as plain files hold them. It knows no engine and no commands. */
package io.reprise.research.panel;
