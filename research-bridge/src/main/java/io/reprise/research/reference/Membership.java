package io.reprise.research.reference;

import io.reprise.research.reference.OwnTables.Mend;
import io.reprise.research.reference.TickerMapper.Resolution;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The members of an index by a file of intervals (ticker, first day, first day no more). Such a file names a company by the
 * ticker that it had last. Mended: of those listed on a day, a row is of who bears its ticker nearest to the row's last day;
 * its ticker on a day is the one in force then. What the project's table of mends says goes before.
 */
final class Membership {
    private final List<Row> rows;
    private final List<Mend> mends;
    private final TickerMapper mapper;

    private record Row(String ticker, LocalDate from, LocalDate to) {
        boolean has(LocalDate date) {
            return !date.isBefore(from) && date.isBefore(to);
        }

        LocalDate lastDay() {
            return to.equals(TickerName.OPEN) ? to : to.minusDays(1);
        }
    }

    /**
     * A member.
     *
     * @param fileTicker as the file has it
     */
    record Member(Resolution resolution, String fileTicker) {
        boolean isMended() {
            return !resolution.then().ticker().equals(fileTicker);
        }
    }

    private Membership(List<Row> rows, List<Mend> mends, TickerMapper mapper) {
        this.rows = rows;
        this.mends = mends;
        this.mapper = mapper;
    }

    static Membership of(Path file, TickerMapper mapper) {
        List<String[]> rows = DataFolder.rows(file);
        List<Row> read = rows.subList(1, rows.size()).stream()
                .map(row ->
                        new Row(row[0], OwnTables.day(row[1], TickerName.EVER), OwnTables.day(row[2], TickerName.OPEN)))
                .toList();
        List<Mend> mends = OwnTables.mends(OwnTables.folder().resolve("membership-mends.csv"));
        return new Membership(read, mends, mapper);
    }

    /** First day that the file tells of. */
    LocalDate from() {
        return rows.stream().map(Row::from).min(Comparator.naturalOrder()).orElse(TickerName.OPEN);
    }

    List<Member> on(LocalDate date) {
        List<Member> out = new ArrayList<>();
        for (Row row : rows) {
            if (row.has(date)) {
                out.add(new Member(resolve(row, date), row.ticker()));
            }
        }
        return out;
    }

    private Resolution resolve(Row row, LocalDate date) {
        return mends.stream()
                .filter(mend ->
                        mend.ticker().equals(row.ticker()) && !date.isBefore(mend.from()) && date.isBefore(mend.to()))
                .findFirst()
                .flatMap(mend -> mapper.identity(mend.id()))
                .or(() -> bearer(row, date))
                .filter(one -> one.on(date).isPresent())
                .map(one -> mapper.resolution(one, date))
                .orElseGet(() -> mapper.resolveListed(row.ticker(), date));
    }

    /** Of those listed on the day, who bears the ticker nearest to the row's last day. */
    private Optional<Identity> bearer(Row row, LocalDate date) {
        return mapper.identities().stream()
                .filter(one -> one.had(row.ticker()) && one.on(date).isPresent())
                .min(Comparator.comparingLong(one -> daysFrom(one, row)));
    }

    private static long daysFrom(Identity one, Row row) {
        LocalDate day = row.lastDay();
        return one.names().stream()
                .filter(name -> name.ticker().equals(row.ticker()))
                .mapToLong(name -> name.isInForce(day)
                        ? 0
                        : Math.min(
                                Math.abs(ChronoUnit.DAYS.between(day, name.from())),
                                Math.abs(ChronoUnit.DAYS.between(day, name.to()))))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
