package io.reprise.engine.journal;
import java.io.*; import java.nio.*; import java.nio.channels.*; import java.nio.file.*; import org.agrona.concurrent.UnsafeBuffer; import java.util.zip.CRC32C;
public final class StreamTailer implements AutoCloseable {
  private final UnsafeBuffer buf=new UnsafeBuffer(0,0); private final MappedByteBuffer m; private int at,off,lim,crc; private final CRC32C c=new CRC32C();
  private StreamTailer(MappedByteBuffer m){this.m=m; m.order(ByteOrder.LITTLE_ENDIAN); buf.wrap(m);}
  public static StreamTailer open(Path p){ try(FileChannel ch=FileChannel.open(p.resolve("data.bin"))){ return new StreamTailer(ch.map(FileChannel.MapMode.READ_ONLY,0,ch.size())); }catch(IOException e){throw new UncheckedIOException(e);} }
  public boolean next(){ if(at>=m.capacity()) return false; int len=m.getInt(at); off=at+16; lim=off+len; at=lim; c.reset(); m.limit(lim).position(off); c.update(m); crc=(int)c.getValue(); m.clear(); return true; }
  public Damage damage(){return null;} public UnsafeBuffer buffer(){return buf;} public int offset(){return off;} public int limit(){return lim;} public int chainCrc(){return crc;}
  public void close(){}
}
