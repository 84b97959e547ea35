package io.reprise.engine.gateway;

/**
 * What a venue's connection can still do when the journal cannot be written: nothing that is not journaled may leave, but
 * for this, which opens nothing. Owned by the thread that drives the venue, which sends it nothing afterwards.
 */
public interface LastResort {
    /**
     * Takes back what works at the venue or is on its way there, without command and without report: it stands in no
     * journal, and a later start learns of it from the venue.
     *
     * @return how many orders there were
     */
    int cancelWorking();
}
