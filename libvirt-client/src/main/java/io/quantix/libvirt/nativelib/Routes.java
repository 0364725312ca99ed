package io.quantix.libvirt.nativelib;

import com.sun.jna.Pointer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who is meant by the number that libvirt hands back to a callback. The functions that libvirt
 * calls are few and live as long as the process; a late callback finds nobody, rather than what was
 * freed.
 */
final class Routes<T> {
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, T> targets = new ConcurrentHashMap<>();

  long add(T target) {
    long number = last.incrementAndGet();
    targets.put(number, target);
    return number;
  }

  Optional<T> find(Pointer opaque) {
    return Optional.ofNullable(targets.get(Pointer.nativeValue(opaque)));
  }

  void remove(long number) {
    targets.remove(number);
  }
}
