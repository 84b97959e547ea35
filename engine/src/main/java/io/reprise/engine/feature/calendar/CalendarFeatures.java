package io.reprise.engine.feature.calendar;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.TIME;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.feature.FeatureDefinition;
import java.util.List;

/** The features of this family; how each is computed is in its class. */
public final class CalendarFeatures {
    private static final int MINUTES_OF_DAY = 1_440;

    private CalendarFeatures() {}

    public static List<FeatureDefinition> all() {
        return List.of(
                angle("hour-sin", "sine of the time of day of the bar's end, UTC", CalendarAngle.Cycle.DAY, true),
                angle("hour-cos", "cosine of the time of day of the bar's end, UTC", CalendarAngle.Cycle.DAY, false),
                angle("weekday-sin", "sine of the weekday, Monday 0, UTC", CalendarAngle.Cycle.WEEK, true),
                angle("weekday-cos", "cosine of the weekday, Monday 0, UTC", CalendarAngle.Cycle.WEEK, false),
                angle(
                        "day-of-month-sin",
                        "sine of the day of the month by its length, UTC",
                        CalendarAngle.Cycle.MONTH,
                        true),
                angle(
                        "day-of-month-cos",
                        "cosine of the day of the month by its length, UTC",
                        CalendarAngle.Cycle.MONTH,
                        false),
                named("session-minutes", TIME, "minutes from the session's opening to the bar's end")
                        .source("calendar")
                        .with(Parameter.integer(
                                "open", 0, 0, MINUTES_OF_DAY - 1, "minute of the day of the opening, UTC"))
                        .makes(p -> new SessionMinutes(p.integer("open"))));
    }

    private static FeatureDefinition angle(String name, String formula, CalendarAngle.Cycle cycle, boolean isSine) {
        return named(name, TIME, formula).source("cyclical encoding").makes(p -> new CalendarAngle(cycle, isSine));
    }
}
