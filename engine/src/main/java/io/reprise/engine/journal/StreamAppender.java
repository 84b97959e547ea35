package io.reprise.engine.journal;
import java.io.*; import java.nio.*; import java.nio.channels.*; import java.nio.file.*; import org.agrona.DirectBuffer;
import java.util.zip.CRC32C;
public final class StreamAppender implements AutoCloseable {
  private final FileChannel ch; private final ByteBuffer head=ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN); private final byte[] b=new byte[1<<17]; private int crc; private final CRC32C c=new CRC32C();
  private StreamAppender(FileChannel ch){this.ch=ch;}
  public static StreamAppender open(Path p, JournalSettings s){ try{ Files.createDirectories(p); return new StreamAppender(FileChannel.open(p.resolve("data.bin"),StandardOpenOption.CREATE,StandardOpenOption.WRITE,StandardOpenOption.TRUNCATE_EXISTING)); }catch(IOException e){throw new UncheckedIOException(e);} }
  public void append(DirectBuffer f,int off,int len,int n,long first){ try{ f.getBytes(off,b,0,len); c.reset(); c.update(b,0,len); crc=(int)c.getValue(); head.clear(); head.putInt(len).putInt(n).putLong(first).flip(); ch.write(head); ByteBuffer w=ByteBuffer.wrap(b,0,len); while(w.hasRemaining()) ch.write(w);}catch(IOException e){throw new UncheckedIOException(e);} }
  public int chainCrc(){return crc;}
  public void close(){ try{ch.close();}catch(IOException e){throw new UncheckedIOException(e);} }
}
