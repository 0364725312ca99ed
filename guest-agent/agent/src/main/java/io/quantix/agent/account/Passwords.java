package io.quantix.agent.account;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Sets passwords by {@code chpasswd}, which is given them on its standard input. */
public final class Passwords {
  private static final int MAX_LENGTH = 1_024;
  private static final Pattern HASH = Pattern.compile("[$_A-Za-z0-9./=,*!-]{1,512}");

  private final AccountDatabase accounts;
  private final Programs programs;

  /** Of a system. */
  public Passwords(AccountDatabase accounts, Programs programs) {
    this.accounts = accounts;
    this.programs = programs;
  }

  /**
   * Sets one.
   *
   * @param encrypted whether it is a hash as crypt(5) has it, so that the password itself never
   *     comes here
   */
  public void set(String user, String password, boolean encrypted) throws AgentException {
    if (!AccountDatabase.wellFormed(user)
        || user.chars().allMatch(Character::isDigit)
        || accounts.user(user).isEmpty()) {
      throw new AgentException(
          ErrorCode.PASSWORD_RESET_FAILED, "This guest has no such user", user);
    }
    boolean good =
        encrypted
            ? HASH.matcher(password).matches()
            : !password.isEmpty()
                && password.length() <= MAX_LENGTH
                && password.chars().noneMatch(Character::isISOControl);
    if (!good) {
      throw new AgentException(
          ErrorCode.PASSWORD_RESET_FAILED,
          encrypted
              ? "That is no hash as crypt(5) has it"
              : "A password is from 1 to " + MAX_LENGTH + " characters, none of them a control",
          user);
    }
    byte[] line = (user + ":" + password + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      List<String> command = new ArrayList<>(programs.command("chpasswd"));
      if (encrypted) {
        command.add("-e");
      }
      Program.Output output = programs.run(command, line, Duration.ofSeconds(30));
      if (!output.ok()) {
        throw new AgentException(
            ErrorCode.PASSWORD_RESET_FAILED,
            "The guest's system refused: " + output.complaint().replace(password, "..."),
            user);
      }
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.PASSWORD_RESET_FAILED,
          "The guest's system could not be asked: " + Objects.toString(e.getMessage(), ""),
          e);
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }
}
