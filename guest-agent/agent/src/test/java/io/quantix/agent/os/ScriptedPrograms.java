package io.quantix.agent.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs of another system: they say what was recorded there, and keep what they were asked. */
public final class ScriptedPrograms implements Programs {
  private final LinkedHashMap<String, Program.Output> answers = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private String input = "";

  /** Answers a command line that begins with these words; later ones are looked at first. */
  public ScriptedPrograms answer(String beginning, int status, String text, String error) {
    answers.putFirst(beginning, new Program.Output(status, text, error));
    return this;
  }

  /** The command lines, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** What the last one was given. */
  public String input() {
    return input;
  }

  @Override
  public Optional<Path> find(String name) {
    boolean known =
        answers.keySet().stream()
            .anyMatch(line -> line.equals(name) || line.startsWith(name + " "));
    return known ? Optional.of(Path.of("/usr/bin", name)) : Optional.empty();
  }

  @Override
  public Program.Output run(List<String> command, byte[] bytes, Duration limit) throws IOException {
    String line = String.join(" ", command).replaceFirst("^/usr/bin/", "");
    calls.add(line);
    input = new String(bytes, StandardCharsets.UTF_8);
    for (Map.Entry<String, Program.Output> answer : answers.entrySet()) {
      if (line.startsWith(answer.getKey())) {
        return answer.getValue();
      }
    }
    throw new IOException("nothing was recorded for: " + line);
  }
}
