package io.quantix.libvirt;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a domain is moved to another host (libvirt's migration flags and typed parameters). Begin
 * with {@link #live}, {@link #standingStill} or {@link #offline}; every other method gives the same
 * with one thing changed. What the hosts' libvirt does not know, it refuses when the domain is
 * moved.
 *
 * <pre>{@code
 * domain.migration().to(other, MigrateOptions.live().persist().undefineSource().withBandwidth(200));
 * }</pre>
 */
public final class MigrateOptions {
  private final Set<MigrateFlag> flags;
  private final Map<String, Object> parameters;
  private final Optional<Progress> progress;

  /**
   * Who is told how far it is.
   *
   * @param interval how often
   * @param listener called on a thread of its own, while the domain is being moved
   */
  public record Progress(Duration interval, Consumer<? super JobInfo> listener) {}

  /** How memory is made smaller on its way. */
  public enum Compression {
    /** Send what changed of a page that was sent before; see the cache. */
    XBZRLE("xbzrle"),
    /** Several threads of zlib. */
    MULTI_THREADED("mt");

    private final String word;

    Compression(String word) {
      this.word = word;
    }
  }

  private MigrateOptions(
      Set<MigrateFlag> flags, Map<String, Object> parameters, Optional<Progress> progress) {
    this.flags = flags;
    this.parameters = parameters;
    this.progress = progress;
  }

  /** The domain runs on; it stands still for a moment at the end alone. */
  public static MigrateOptions live() {
    return none().with(MigrateFlag.LIVE);
  }

  /** The domain stands still until all of its memory has been sent. */
  public static MigrateOptions standingStill() {
    return none();
  }

  /** The definition of a domain goes there, whether it is off or not; its disks do not. */
  public static MigrateOptions offline() {
    return none().with(MigrateFlag.OFFLINE, MigrateFlag.PERSIST_DESTINATION);
  }

  private static MigrateOptions none() {
    return new MigrateOptions(Set.of(), Map.of(), Optional.empty());
  }

  /** With these flags, too. */
  public MigrateOptions with(MigrateFlag... more) {
    Set<MigrateFlag> all = EnumSet.noneOf(MigrateFlag.class);
    all.addAll(flags);
    all.addAll(List.of(more));
    return new MigrateOptions(Collections.unmodifiableSet(all), parameters, progress);
  }

  private MigrateOptions with(String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(parameters);
    all.put(name, value);
    return new MigrateOptions(flags, Collections.unmodifiableMap(all), progress);
  }

  /** Defined there, so that it outlives its being off. */
  public MigrateOptions persist() {
    return with(MigrateFlag.PERSIST_DESTINATION);
  }

  /** Undefined here once it is there. */
  public MigrateOptions undefineSource() {
    return with(MigrateFlag.UNDEFINE_SOURCE);
  }

  /** Left paused there. */
  public MigrateOptions paused() {
    return with(MigrateFlag.PAUSED);
  }

  /** Disks that the hosts do not share are copied whole. */
  public MigrateOptions copyStorage() {
    return with(MigrateFlag.NON_SHARED_DISK);
  }

  /** Only the uppermost layers of disks are copied; those below are there already. */
  public MigrateOptions copyUppermostLayers() {
    return with(MigrateFlag.NON_SHARED_INCREMENTAL);
  }

  /** Even where libvirt cannot see that both hosts have the same disks: you vouch for that. */
  public MigrateOptions unsafe() {
    return with(MigrateFlag.UNSAFE);
  }

  /** Allows {@link DomainMigration#startPostCopy}. */
  public MigrateOptions postCopy() {
    return with(MigrateFlag.POST_COPY);
  }

  /** Under another name there. */
  public MigrateOptions withName(String name) {
    return with("destination_name", name);
  }

  /** With this definition there: the guest sees the same devices, their host's side may differ. */
  public MigrateOptions withXml(String xml) {
    return with("destination_xml", xml);
  }

  /** With this definition there for later starts; see {@link #persist}. */
  public MigrateOptions withPersistentXml(String xml) {
    return with("persistent_xml", xml);
  }

  /** Memory goes to {@code tcp://host:port}; without this, where the other host says. */
  public MigrateOptions withMigrateUri(String uri) {
    return with("migrate_uri", uri);
  }

  /**
   * At most so many MiB a second; 0 for the hypervisor's own limit.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public MigrateOptions withBandwidth(long mibPerSecond) {
    return with("bandwidth", atLeast(0, mibPerSecond, "bandwidth"));
  }

  /** The same for post-copy, which it allows; 0 for no limit. */
  public MigrateOptions withPostCopyBandwidth(long mibPerSecond) {
    return postCopy()
        .with("bandwidth.postcopy", atLeast(0, mibPerSecond, "the bandwidth of post-copy"));
  }

  /** Those who watch its screen are sent to {@code vnc://host:port}. */
  public MigrateOptions withGraphicsUri(String uri) {
    return with("graphics_uri", uri);
  }

  /** The other host awaits its memory at this address of its own. */
  public MigrateOptions withListenAddress(String address) {
    return with("listen_address", address);
  }

  /** Of its disks only these are copied, by their targets: {@code vda}. */
  public MigrateOptions withDisks(Collection<String> targets) {
    return with("migrate_disks", List.copyOf(targets));
  }

  /**
   * The other host awaits disks at this port.
   *
   * @throws IllegalArgumentException if it is no port
   */
  public MigrateOptions withDisksPort(int port) {
    if (port > 65_535) {
      throw new IllegalArgumentException(port + " is no port");
    }
    return with("disks_port", (int) atLeast(1, port, "the disks' port"));
  }

  /** Disks go to {@code tcp://host:port} or {@code unix:///path}. */
  public MigrateOptions withDisksUri(String uri) {
    return with("disks_uri", uri);
  }

  /** Memory is compressed. */
  public MigrateOptions withCompression(Set<Compression> ways) {
    return with(MigrateFlag.COMPRESSED)
        .with("compression", ways.stream().sorted().map(way -> way.word).toList());
  }

  /** How much memory, in bytes, XBZRLE may take to know what it has sent. */
  public MigrateOptions withCompressionCache(long bytes) {
    return with("compression.xbzrle.cache", atLeast(0, bytes, "the cache"));
  }

  /**
   * How several threads compress.
   *
   * @param level from 0, not at all, to 9
   * @param threads how many compress here
   * @param decompressing how many take it apart there
   */
  public MigrateOptions withCompressionThreads(int level, int threads, int decompressing) {
    return with("compression.mt.level", (int) atLeast(0, level, "the level"))
        .with("compression.mt.threads", (int) atLeast(1, threads, "threads"))
        .with("compression.mt.dthreads", (int) atLeast(1, decompressing, "threads"));
  }

  /**
   * Its processors are slowed down, more and more, where its memory changes faster than it is sent.
   *
   * @param initial by so many percent at first
   * @param increment by so many more each time
   */
  public MigrateOptions withAutoConverge(int initial, int increment) {
    return with(MigrateFlag.AUTO_CONVERGE)
        .with("auto_converge.initial", (int) atLeast(1, initial, "percent"))
        .with("auto_converge.increment", (int) atLeast(1, increment, "percent"));
  }

  /** Memory goes over so many connections at once. */
  public MigrateOptions withParallelConnections(int count) {
    return with(MigrateFlag.PARALLEL)
        .with("parallel.connections", (int) atLeast(1, count, "connections"));
  }

  /** Encrypted; the other host's certificate has this name instead of its own. */
  public MigrateOptions withTlsName(String name) {
    return with(MigrateFlag.TLS).with("tls.destination", name);
  }

  /**
   * Somebody is told how far it is.
   *
   * @throws IllegalArgumentException if the interval is not positive
   */
  public MigrateOptions withProgress(Duration interval, Consumer<? super JobInfo> listener) {
    atLeast(1, interval.toMillis(), "the interval in milliseconds");
    return new MigrateOptions(flags, parameters, Optional.of(new Progress(interval, listener)));
  }

  private static long atLeast(long least, long value, String what) {
    if (value < least) {
      throw new IllegalArgumentException(what + " is at least " + least + ", not " + value);
    }
    return value;
  }

  /** Its flags. */
  public Set<MigrateFlag> flags() {
    return flags;
  }

  /**
   * libvirt's parameters by name: each an Integer (libvirt's int), a Long (its unsigned long long),
   * a String, or a List of Strings for one that may be given several times.
   */
  public Map<String, Object> parameters() {
    return parameters;
  }

  /** Who is told how far it is. */
  public Optional<Progress> progress() {
    return progress;
  }
}
