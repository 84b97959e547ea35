package io.reprise.research.proof;

import java.math.BigDecimal;

/** An order of the twin: sent, then working from its arrival on until nothing is left of it. */
final class TwinOrder {
    final long id;
    final boolean buy;
    final long arrivalNs;
    BigDecimal rest;

    TwinOrder(long id, boolean buy, long arrivalNs, BigDecimal qty) {
        this.id = id;
        this.buy = buy;
        this.arrivalNs = arrivalNs;
        rest = qty;
    }

    BigDecimal signedRest() {
        return buy ? rest : rest.negate();
    }

    boolean isDone() {
        return rest.signum() == 0;
    }
}
