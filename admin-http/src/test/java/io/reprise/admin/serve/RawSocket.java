package io.reprise.admin.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which a test says what no well-behaved client would. */
final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;

    RawSocket(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MS);
    }

    RawSocket withSmallBuffer() throws IOException {
        socket.setReceiveBufferSize(1 << 12);
        return this;
    }

    RawSocket say(String text) throws IOException {
        return say(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    RawSocket say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The status line's number; 0 when the server closed without an answer. */
    int status() throws IOException {
        String line = line();
        return line == null ? 0 : Integer.parseInt(line.split(" ")[1]);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** Reads the rest of the headers. */
    RawSocket headers() throws IOException {
        String line = line();
        while (line != null && !line.isEmpty()) {
            line = line();
        }
        return this;
    }

    /** Whether the server ends the connection within so long; what it says before is thrown away. */
    boolean isEnded(int withinMs) throws IOException {
        socket.setSoTimeout(withinMs);
        long endMs = System.nanoTime() / 1_000_000 + withinMs;
        try {
            byte[] waste = new byte[1 << 16];
            while (socket.getInputStream().read(waste) >= 0) {
                if (System.nanoTime() / 1_000_000 > endMs) {
                    return false;
                }
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** A client's text frame of a WebSocket, masked with zeros. */
    RawSocket frame(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return say(header(bytes.length)).say(bytes);
    }

    /** The header of a frame that claims so many bytes. */
    static byte[] header(long length) {
        byte[] header = new byte[14];
        header[0] = (byte) 0x81;
        header[1] = (byte) (0x80 | 127);
        for (int i = 0; i < 8; i++) {
            header[2 + i] = (byte) (length >>> 8 * (7 - i));
        }
        return header;
    }

    static String upgrade(int port, String more) {
        return "GET /api/v1/stream HTTP/1.1\nHost: 127.0.0.1:" + port + "\nUpgrade: websocket\nConnection: Upgrade\n"
                + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n" + more + "\n";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
