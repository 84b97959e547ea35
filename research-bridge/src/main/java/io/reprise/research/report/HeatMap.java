package io.reprise.research.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A figure over two axes as a picture in a page: one pixel a cell, enlarged. Red is below 0, green above, gray has none.
 *
 * @param rows texts of the vertical axis, from the top
 * @param columns texts of the horizontal axis
 * @param values by row and column; NaN where there is none
 */
public record HeatMap(String rowName, List<String> rows, String columnName, List<String> columns, double[][] values) {
    private static final int NONE = 0x8b95a3;
    private static final int[] RED = {190, 45, 36};
    private static final int[] GREEN = {10, 122, 77};

    /** The largest distance from 0, so that both colors are of one scale; 1 where all are 0. */
    private double scale() {
        double scale = 0;
        for (double[] row : values) {
            for (double value : row) {
                scale = Double.isNaN(value) ? scale : Math.max(scale, Math.abs(value));
            }
        }
        return scale == 0 ? 1 : scale;
    }

    /** Adds it, with its axes and its scale. */
    void append(Html html, String caption) {
        double scale = scale();
        html.raw("<figure class=\"heat\"><img alt=\"").text(caption).raw("\" src=\"data:image/png;base64,");
        html.raw(Base64.getEncoder().encodeToString(png(scale))).raw("\"><figcaption>");
        html.text(String.format(
                Locale.ROOT,
                "%s. Down: %s %s to %s. Across: %s %s to %s. Darkest red is %.2f, darkest green %.2f; gray was refused or has none.",
                caption,
                rowName,
                rows.getFirst(),
                rows.getLast(),
                columnName,
                columns.getFirst(),
                columns.getLast(),
                -scale,
                scale));
        html.raw("</figcaption></figure>\n");
    }

    private byte[] png(double scale) {
        BufferedImage image = new BufferedImage(columns.size(), rows.size(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                image.setRGB(column, row, color(values[row][column] / scale));
            }
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static int color(double share) {
        if (Double.isNaN(share)) {
            return NONE;
        }
        int[] full = share < 0 ? RED : GREEN;
        int color = 0;
        for (int channel : full) {
            color = color << 8 | (int) Math.round(255 + (channel - 255) * Math.min(1, Math.abs(share)));
        }
        return color;
    }
}
