package io.quantix.agent.terminal;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;

/** Characters. */
public record WindowSize(int columns, int rows) {
  private static final int MOST = 4_096;

  /** Of a request; 0 is the usual 80 by 24. */
  public static WindowSize of(int columns, int rows) throws AgentException {
    int wide = columns == 0 ? 80 : columns;
    int high = rows == 0 ? 24 : rows;
    if (wide < 1 || wide > MOST || high < 1 || high > MOST) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST,
          "A terminal has from 1 to " + MOST + " columns and rows",
          "columns, rows");
    }
    return new WindowSize(wide, high);
  }
}
