package io.quantix.libvirt;

/**
 * A picture of a domain's screen as the hypervisor made it.
 *
 * @param mimeType {@code image/png} or {@code image/x-portable-pixmap}
 * @param data the file's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a file's bytes, handed on once and compared by nobody
public record Screenshot(String mimeType, byte[] data) {}
