package io.reprise.research.report;

/**
 * What rule 37 has to say beside a ratio.
 *
 * @param record the returns behind the ratio; none where equity was not always above 0
 * @param days of data
 * @param annualDays 365 or 252: days in a year
 */
record Evidence(TrackRecord record, int days, int annualDays) {
    /** The caveat to put next to a ratio; empty when the record is long enough. */
    String caveat() {
        if (record.longEnough()) {
            return "";
        }
        boolean whole = record.observations() == days;
        if (whole && record.needed() < TrackRecord.NEVER) {
            return "too short: " + have() + "; needs about " + need();
        }
        if (days < TrackRecord.MIN_RETURNS) {
            return "too short: " + have() + "; needs at least " + TrackRecord.MIN_RETURNS + " days";
        }
        if (!whole) {
            return "no track record: equity was not above 0";
        }
        return "no track record: " + (Double.isNaN(record.sharpe()) ? "returns never varied" : "no length would do");
    }

    /** The caveat in two words, for a narrow column. */
    String caveatShort() {
        return caveat().startsWith("no") ? "no record" : "too short";
    }

    /** How long the data are. */
    String have() {
        return Figures.recordLength(days, annualDays);
    }

    boolean enough() {
        return record.longEnough();
    }

    /** How long the record would have to be. */
    String need() {
        return Figures.recordLength(record.needed(), annualDays);
    }

    String needOrUnknown() {
        if (record.needed() < TrackRecord.NEVER) {
            return need();
        }
        return days < TrackRecord.MIN_RETURNS ? TrackRecord.MIN_RETURNS + " days or more" : "unknown";
    }
}
