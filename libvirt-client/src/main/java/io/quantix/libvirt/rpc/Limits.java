package io.quantix.libvirt.rpc;

/** The protocol's own limits (libvirt's remote_protocol.x and virnetprotocol.x). */
final class Limits {
  /** Bytes of a packet after its length field. */
  static final int PACKET = 33_554_432;

  /** Bytes of a packet's header after its length field. */
  static final int HEADER = 24;

  /** Bytes of a string. */
  static final int STRING = 4_194_304;

  /** Objects of one kind in a list: networks, pools, volumes, snapshots, ... */
  static final int OBJECTS = 16_384;

  /** Node devices, DHCP leases, names of processor models in a list. */
  static final int LONG_LIST = 65_536;

  /** Bytes of a secret. */
  static final int SECRET = 65_536;

  /** Domains in a list. */
  static final int DOMAINS = 16_384;

  /** Statistics of one domain. */
  static final int STATS = 262_144;

  /** Bytes of what two hosts tell each other about a migration (REMOTE_MIGRATE_COOKIE_MAX). */
  static final int MIGRATION_COOKIE = 4_194_304;

  /**
   * Parameters of a migration (REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX), less the three that are added
   * on the way: definition, address and name.
   */
  static final int MIGRATION_PARAMETERS = 64 - 3;

  /** Authentication types offered. */
  static final int AUTH_TYPES = 20;

  /** Bytes of one answer in a SASL exchange (REMOTE_AUTH_SASL_DATA_MAX). */
  static final int SASL_DATA = 65_536;

  /** Bytes of a stream that is kept in memory: a screenshot of 4096 x 4096 pixels, uncompressed. */
  static final int BUFFERED_STREAM = 64 * 1024 * 1024;

  /** Events that may wait for a slow listener before the connection is given up. */
  static final int WAITING_EVENTS = 100_000;

  /** Bytes of events that may wait for a slow listener before the connection is given up. */
  static final int WAITING_EVENT_BYTES = 64 * 1024 * 1024;

  /** Packets that may wait to be sent, besides calls, before the connection is given up. */
  static final int WAITING_ANSWERS = 1_000;

  private Limits() {}
}
