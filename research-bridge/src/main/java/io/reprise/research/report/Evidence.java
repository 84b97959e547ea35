package io.reprise.research.report;

/**
 * What rule 37 has to say beside a ratio.
 *
 * @param record the returns behind the ratio
 * @param annualDays 365 or 252: observations in a year
 */
record Evidence(TrackRecord record, int annualDays) {
    /** The caveat to put next to a ratio; empty when the record is long enough. */
    String caveat() {
        if (record.longEnough()) {
            return "";
        }
        String have = "too short: " + Figures.count(record.observations(), "day");
        return record.needed() == TrackRecord.NEVER ? have + "; no length is known to do" : have + "; needs about " + need();
    }

    boolean enough() {
        return record.longEnough();
    }

    /** How long the record would have to be. */
    String need() {
        return Figures.recordLength(record.needed(), annualDays);
    }

    String needOrUnknown() {
        return record.needed() == TrackRecord.NEVER ? "unknown" : need();
    }
}
