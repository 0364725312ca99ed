package io.quantix.agent.command;

import io.quantix.agent.os.Account;
import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.Program;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The words before a command that make it run as somebody: util-linux's {@code setpriv}, which asks
 * no PAM and forks nothing, or where there is none (busybox) {@code su}.
 */
final class UserSwitch {
  private final AccountDatabase accounts;

  UserSwitch(AccountDatabase accounts) {
    this.accounts = accounts;
  }

  Account user(String name) throws AgentException {
    return accounts
        .user(name)
        .orElseThrow(() ->
            new AgentException(ErrorCode.USER_NOT_FOUND, "This guest has no such user", name));
  }

  private int group(String name) throws AgentException {
    OptionalInt gid = accounts.group(name);
    if (gid.isEmpty()) {
      throw new AgentException(ErrorCode.GROUP_NOT_FOUND, "This guest has no such group", name);
    }
    return gid.getAsInt();
  }

  /** The words; none if nobody else is asked for. */
  List<String> words(Optional<Account> user, String group, boolean supplementary)
      throws AgentException {
    if (user.isEmpty() && group.isEmpty()) {
      return List.of();
    }
    OptionalInt gid = group.isEmpty() ? OptionalInt.empty() : OptionalInt.of(group(group));
    Optional<Path> setpriv = Program.find("setpriv").filter(UserSwitch::complete);
    if (setpriv.isPresent()) {
      List<String> words = new ArrayList<>();
      words.add(setpriv.get().toString());
      user.ifPresent(account -> words.add("--reuid=" + account.uid()));
      int wanted = gid.isPresent() ? gid.getAsInt() : user.map(Account::gid).orElse(0);
      words.add("--regid=" + wanted);
      words.add(
          user.isEmpty() ? "--keep-groups" : supplementary ? "--init-groups" : "--clear-groups");
      words.add("--");
      return words;
    }
    Optional<Path> su = Program.find("su");
    if (su.isPresent() && user.isPresent() && gid.isEmpty()) {
      return List.of(
          su.get().toString(), "-s", "/bin/sh", user.get().name(), "-c", "exec \"$@\"", "sh");
    }
    throw new AgentException(
        ErrorCode.SETUID_FAILED,
        "This guest has no program that runs a command as another user or group",
        "setpriv",
        "Install util-linux in the guest",
        null);
  }

  /** Busybox has one of that name that cannot change the user. */
  private static boolean complete(Path setpriv) {
    try {
      return !String.valueOf(setpriv.toRealPath().getFileName()).contains("box");
    } catch (IOException e) {
      return false;
    }
  }
}
