package io.quantix.vnc;

/**
 * One of the screens that make a desktop (RFB 7.8.2).
 *
 * @param id the server's number for it
 * @param x its left edge on the desktop
 * @param y its top edge on the desktop
 * @param width its width
 * @param height its height
 * @param flags sent back as they came
 */
public record VncScreen(int id, int x, int y, int width, int height, int flags) {}
