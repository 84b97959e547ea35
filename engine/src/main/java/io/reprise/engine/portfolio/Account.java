package io.reprise.engine.portfolio;
import io.reprise.engine.domain.*; import io.reprise.engine.fixed.Fixed;
public final class Account implements Stateful {
  private long cash,fees,minCash,peak; private double dd; private final long[] pos,last;
  public Account(long c,int n){cash=c;minCash=c;peak=c;pos=new long[n];last=new long[n]; java.util.Arrays.fill(last,Fixed.NULL_PX);}
  public void fill(int i,boolean buy,long px,long qty,long fee){ long n=Fixed.multiply(px,qty); cash+= (buy?-n:n)-fee; pos[i]+=buy?qty:-qty; fees+=fee; minCash=Math.min(minCash,cash);}
  public void price(int i,long px){last[i]=px;}
  public void mark(int i,long px){last[i]=px; long e=equity(); peak=Math.max(peak,e); dd=Math.max(dd,(double)(peak-e)/peak);}
  public long equity(){long e=cash; for(int i=0;i<pos.length;i++) if(pos[i]!=0) e+=Fixed.multiply(pos[i],last[i]); return e;}
  public long position(int i){return pos[i];} public long lastPx(int i){return last[i];} public long cash(){return cash;} public long minCash(){return minCash;} public long fees(){return fees;} public double maxDrawdown(){return dd;} public double currentDrawdown(){return 0;}
  public void saveState(StateOutput o){o.putLong(cash);o.putLong(fees);o.putLong(minCash);o.putLong(peak);o.putDouble(dd);o.putLongs(pos,pos.length);o.putLongs(last,last.length);} public void loadState(StateInput in){}
}
