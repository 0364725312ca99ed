package io.quantix.vnc;

/**
 * A pointer's shape.
 *
 * @param width pixels, 0 for a hidden pointer
 * @param height pixels, 0 for a hidden pointer
 * @param hotX the pixel that points
 * @param hotY the pixel that points
 * @param argb premultiplied ARGB, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // pixels, handed on once and compared by nobody
public record CursorImage(int width, int height, int hotX, int hotY, int[] argb) {}
