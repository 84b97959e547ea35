package io.reprise.research.report;

import io.reprise.research.report.PeriodReturns.Period;
import io.reprise.research.report.PeriodReturns.Row;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Returns by month, one line a year; by week or day where the data are short. */
final class PeriodTable {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final int MONTHS = 12;
    /** Upper ends of the shades for a return's size. */
    private static final double[] SHADES = {0.01, 0.03, 0.08, 0.2};

    private PeriodTable() {}

    static void append(Html html, RunView view) {
        DailyReturns daily = DailyReturns.of(view.run());
        PeriodReturns returns = PeriodReturns.of(view.run().initialEquity(), daily.days());
        html.raw("<h3>").raw(title(returns.period()));
        String caveat = view.facts().strategyEvidence().caveat();
        if (!caveat.isEmpty()) {
            html.raw(" <small class=\"caveat\">").text(caveat).raw("</small>");
        }
        html.raw("</h3>\n");
        if (returns.rows().isEmpty()) {
            html.raw("<p class=\"empty\">There is no day to show.</p>\n");
        } else if (returns.period() == Period.MONTH) {
            PeriodReturns years = PeriodReturns.of(view.run().initialEquity(), daily.days(), Period.YEAR);
            months(html, returns.rows(), years.rows());
        } else {
            across(html, returns);
        }
    }

    private static String title(Period period) {
        return switch (period) {
            case DAY -> "Daily returns";
            case WEEK -> "Weekly returns, weeks from Monday";
            case MONTH, YEAR -> "Monthly returns";
        };
    }

    private static void months(Html html, List<Row> months, List<Row> years) {
        Map<LocalDate, Row> byMonth = new HashMap<>();
        months.forEach(row -> byMonth.put(row.start(), row));
        html.raw("<div class=\"scroll\"><table class=\"grid heat\"><thead><tr><th scope=\"col\">Year</th>");
        for (Month month : Month.values()) {
            html.raw("<th scope=\"col\" class=\"n\">").text(month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            html.raw("</th>");
        }
        html.raw("<th scope=\"col\" class=\"n\">Year</th><th scope=\"col\""
                + " class=\"n\">Buy-and-hold</th></tr></thead><tbody>");
        for (Row year : years) {
            html.raw("<tr><th scope=\"row\">" + year.start().getYear() + "</th>");
            for (int i = 0; i < MONTHS; i++) {
                Row month = byMonth.get(year.start().plusMonths(i));
                if (month == null) {
                    html.raw("<td></td>");
                } else {
                    cell(html, month.strategy(), true);
                }
            }
            cell(html, year.strategy(), false);
            cell(html, year.buyAndHold(), false);
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
    }

    private static void across(Html html, PeriodReturns returns) {
        DateTimeFormatter format = returns.period() == Period.DAY ? DAY : WEEK;
        html.raw("<div class=\"scroll\"><table class=\"grid heat\"><thead><tr><td></td>");
        for (Row row : returns.rows()) {
            html.raw("<th scope=\"col\" class=\"n\">")
                    .text(row.start().format(format))
                    .raw("</th>");
        }
        html.raw("</tr></thead><tbody><tr><th scope=\"row\">Strategy</th>");
        returns.rows().forEach(row -> cell(html, row.strategy(), true));
        html.raw("</tr><tr><th scope=\"row\">Buy-and-hold</th>");
        returns.rows().forEach(row -> cell(html, row.buyAndHold(), true));
        html.raw("</tr></tbody></table></div>\n");
    }

    private static void cell(Html html, Double value, boolean shaded) {
        html.raw("<td class=\"n" + (shaded && value != null ? shade(value) : "") + "\">")
                .text(Figures.percent(value));
        html.raw("</td>");
    }

    private static String shade(double value) {
        int shade = 0;
        while (shade < SHADES.length && Math.abs(value) > SHADES[shade]) {
            shade++;
        }
        return shade == 0 ? "" : (value > 0 ? " g" : " r") + shade;
    }
}
