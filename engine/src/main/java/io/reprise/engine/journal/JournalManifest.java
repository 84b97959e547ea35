package io.reprise.engine.journal;
import java.io.*; import java.nio.file.*; import java.util.*;
public final class JournalManifest {
  public record Stream(String contentSha256,long frames,int chainCrc){}
  final Properties p=new Properties();
  public static JournalManifest read(Path f) throws IOException { JournalManifest m=new JournalManifest(); try(var in=Files.newBufferedReader(f.resolve("manifest.json"))){m.p.load(in);} return m; }
  public String property(String k,String d){return p.getProperty(k,d);}
  public JournalManifest put(String k,String v){p.setProperty(k,v);return this;}
  public Stream stream(String s){return new Stream(p.getProperty("sha",""+"00".repeat(32)),Long.parseLong(p.getProperty("frames","0")),Integer.parseInt(p.getProperty("crc","0")));}
  public void write(Path f) throws IOException { try(var o=Files.newBufferedWriter(f.resolve("manifest.json"))){p.store(o,"");} }
}
