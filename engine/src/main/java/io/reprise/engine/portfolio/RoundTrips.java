package io.reprise.engine.portfolio;
public final class RoundTrips { public interface Listener{void onRoundTrip(long a,long b,boolean l,long q,long e,long x,long f,long p);} public RoundTrips(int n,Listener l){} public void onFill(int i,long ts,boolean buy,long px,long qty,long fee){} }
