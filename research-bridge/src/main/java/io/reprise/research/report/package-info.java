/**
 * What a finished run leaves for people and programs: the HTML report, {@code result.json}, {@code trades.csv} and the
 * lines on the terminal, all rendered from {@link io.reprise.engine.backtest.RunResult} and nothing else.
 *
 * <p>Numbers are shown by rules 28 to 33 and 37 of the semantics page. Rule 37 is why {@link
 * io.reprise.research.report.TrackRecord} is here: a ratio on too short a record carries its caveat wherever it is
 * shown.
 *
 * <p>Charts are drawn by one small script (resource {@code report.js}) from compact JSON that the page carries. The
 * other way, SVG written by Java, would hold every point twice, once as a path and once for the read-out, and could
 * neither zoom nor show candles once there is room for them. Tables, verdicts and the overview's sparklines are plain
 * HTML and SVG, so the numbers need no script. The page allows itself, by its own content security policy, only the
 * style and script whose SHA-256 it states: it fetches nothing, and markup smuggled into a name does not run.
 *
 * <p>This package reads no clock, no journal and no machine name, so the same run renders to the same bytes. It must
 * not know how a run was made.
 */
package io.reprise.research.report;
