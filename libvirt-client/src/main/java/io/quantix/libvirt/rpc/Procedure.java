package io.quantix.libvirt.rpc;

/**
 * The calls of libvirt's remote program that this client makes, by their numbers in libvirt's
 * remote_protocol.x. Numbers are never reused there, only added.
 */
public enum Procedure {
  CONNECT_OPEN(1),
  CONNECT_CLOSE(2),
  CONNECT_GET_TYPE(3),
  CONNECT_GET_VERSION(4),
  NODE_GET_INFO(6),
  CONNECT_GET_CAPABILITIES(7),
  DOMAIN_CREATE_XML(10),
  DOMAIN_GET_XML_DESC(14),
  DOMAIN_GET_AUTOSTART(15),
  DOMAIN_GET_INFO(16),
  DOMAIN_LOOKUP_BY_ID(22),
  DOMAIN_LOOKUP_BY_NAME(23),
  DOMAIN_LOOKUP_BY_UUID(24),
  DOMAIN_REBOOT(27),
  DOMAIN_RESUME(28),
  DOMAIN_SET_AUTOSTART(29),
  DOMAIN_SUSPEND(34),
  CONNECT_GET_HOSTNAME(59),
  CONNECT_SUPPORTS_FEATURE(60),
  AUTH_LIST(66),
  AUTH_POLKIT(70),
  DOMAIN_IS_PERSISTENT(151),
  CONNECT_GET_LIB_VERSION(157),
  DOMAIN_MANAGED_SAVE(182),
  DOMAIN_HAS_MANAGED_SAVE_IMAGE(183),
  DOMAIN_MANAGED_SAVE_REMOVE(184),
  DOMAIN_CREATE_WITH_FLAGS(196),
  DOMAIN_IS_UPDATED(202),
  DOMAIN_SCREENSHOT(211),
  DOMAIN_GET_STATE(212),
  DOMAIN_UNDEFINE_FLAGS(231),
  DOMAIN_DESTROY_FLAGS(234),
  DOMAIN_RESET(245),
  DOMAIN_SHUTDOWN_FLAGS(258),
  CONNECT_LIST_ALL_DOMAINS(273),
  CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY(316),
  CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY(317),
  CONNECT_GET_ALL_DOMAIN_STATS(344),
  DOMAIN_DEFINE_XML_FLAGS(350);

  private final Program program;
  private final int number;

  Procedure(int number) {
    this(Program.REMOTE, number);
  }

  Procedure(Program program, int number) {
    this.program = program;
    this.number = number;
  }

  /** Whose procedure it is. */
  Program program() {
    return program;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  /** The call's name in words, for messages. */
  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
