package io.quantix.agent.system;

/**
 * Memory modules in the firmware's table: structures of type 17 in DMTF's DSP0134 (SMBIOS).
 *
 * @param type of the first module, in the specification's words
 * @param slots for modules, used or not
 */
record MemoryDevices(String type, int speedMhz, int slots) {
  static final MemoryDevices EMPTY = new MemoryDevices("", 0, 0);
  private static final int MEMORY_DEVICE = 17;
  private static final int END = 127;
  private static final int MAX_STRUCTURES = 4_096;

  /** Reads the table; what is cut off or does not fit is left out. */
  static MemoryDevices parse(byte[] table) {
    String type = "";
    int speed = 0;
    int slots = 0;
    int at = 0;
    for (int i = 0; i < MAX_STRUCTURES && at + 4 <= table.length; i++) {
      int kind = table[at] & 0xff;
      int length = table[at + 1] & 0xff;
      if (kind == END || length < 4 || at + length > table.length) {
        break;
      }
      if (kind == MEMORY_DEVICE && length >= 0x15) {
        slots++;
        boolean used = word(table, at + 0x0c) != 0;
        if (used && type.isEmpty()) {
          type = name(table[at + 0x12] & 0xff);
          speed = length >= 0x17 ? word(table, at + 0x15) : 0;
        }
      }
      // Its texts follow, and end with two zeros.
      at += length;
      while (at + 1 < table.length && (table[at] != 0 || table[at + 1] != 0)) {
        at++;
      }
      at += 2;
    }
    return new MemoryDevices(type, speed == 0xffff ? 0 : speed, slots);
  }

  private static int word(byte[] table, int at) {
    return (table[at] & 0xff) | (table[at + 1] & 0xff) << 8;
  }

  private static String name(int code) {
    return switch (code) {
      case 0x03 -> "DRAM";
      case 0x07 -> "RAM";
      case 0x0f -> "SDRAM";
      case 0x12 -> "DDR";
      case 0x13 -> "DDR2";
      case 0x18 -> "DDR3";
      case 0x1a -> "DDR4";
      case 0x1b -> "LPDDR";
      case 0x1c -> "LPDDR2";
      case 0x1d -> "LPDDR3";
      case 0x1e -> "LPDDR4";
      case 0x20, 0x21 -> "HBM";
      case 0x22 -> "DDR5";
      case 0x23 -> "LPDDR5";
      default -> "";
    };
  }
}
