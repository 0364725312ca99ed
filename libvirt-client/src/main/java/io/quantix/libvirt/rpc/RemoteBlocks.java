package io.quantix.libvirt.rpc;

import io.quantix.libvirt.BlockAbortFlag;
import io.quantix.libvirt.BlockCommitFlag;
import io.quantix.libvirt.BlockCopyFlag;
import io.quantix.libvirt.BlockInfo;
import io.quantix.libvirt.BlockJob;
import io.quantix.libvirt.DomainBlocks;
import io.quantix.libvirt.Impact;
import io.quantix.libvirt.LibvirtException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@link DomainBlocks} of a {@link RemoteDomain}. */
record RemoteBlocks(RemoteDomain domain) implements DomainBlocks {
  private static final int RESIZE_BYTES = 1;
  private static final int MOST_DISKS = 256;

  private XdrWriter arguments(String disk) throws LibvirtException {
    return domain.arguments().string(disk);
  }

  @Override
  public BlockInfo info(String disk) throws LibvirtException {
    return domain.connection.call(
        Procedure.DOMAIN_GET_BLOCK_INFO,
        arguments(disk).integer(0),
        in -> {
          long allocation = in.hyper();
          return new BlockInfo(in.hyper(), allocation, in.hyper());
        });
  }

  @Override
  public void resize(String disk, long bytes) throws LibvirtException {
    domain.connection.call(
        Procedure.DOMAIN_BLOCK_RESIZE, arguments(disk).hyper(bytes).integer(RESIZE_BYTES));
  }

  @Override
  public void commit(
      String disk,
      Optional<String> base,
      Optional<String> top,
      long bandwidth,
      BlockCommitFlag... flags)
      throws LibvirtException {
    domain.connection.call(
        Procedure.DOMAIN_BLOCK_COMMIT,
        arguments(disk)
            .optional(base)
            .optional(top)
            .hyper(bandwidth)
            .integer(RemoteObject.bits(BlockCommitFlag::bit, flags)));
  }

  @Override
  public void pull(String disk, Optional<String> base, long bandwidth) throws LibvirtException {
    if (base.isEmpty()) {
      domain.connection.call(
          Procedure.DOMAIN_BLOCK_PULL, arguments(disk).hyper(bandwidth).integer(0));
    } else {
      domain.connection.call(
          Procedure.DOMAIN_BLOCK_REBASE,
          arguments(disk).optional(base).hyper(bandwidth).integer(0));
    }
  }

  @Override
  public void copy(String disk, String destination, long bandwidth, BlockCopyFlag... flags)
      throws LibvirtException {
    Map<String, ?> parameters =
        bandwidth == 0
            ? Map.of()
            : Map.of("bandwidth", new TypedParameters.UnsignedLong(bandwidth));
    domain.connection.call(
        Procedure.DOMAIN_BLOCK_COPY,
        TypedParameters.write(arguments(disk).string(destination), parameters)
            .integer(RemoteObject.bits(BlockCopyFlag::bit, flags)));
  }

  @Override
  public Optional<BlockJob> job(String disk) throws LibvirtException {
    return domain.connection.call(
        Procedure.DOMAIN_GET_BLOCK_JOB_INFO,
        arguments(disk).integer(0),
        in ->
            in.integer() == 0
                ? Optional.empty()
                : Optional.of(
                    new BlockJob(
                        BlockJob.Type.of(in.integer()), in.hyper(), in.hyper(), in.hyper())));
  }

  @Override
  public void abort(String disk, BlockAbortFlag... flags) throws LibvirtException {
    domain.callSlowly(
        Procedure.DOMAIN_BLOCK_JOB_ABORT,
        arguments(disk).integer(RemoteObject.bits(BlockAbortFlag::bit, flags)));
  }

  @Override
  public void setSpeed(String disk, long bandwidth) throws LibvirtException {
    domain.connection.call(
        Procedure.DOMAIN_BLOCK_JOB_SET_SPEED, arguments(disk).hyper(bandwidth).integer(0));
  }

  @Override
  public Map<String, Object> ioTune(String disk) throws LibvirtException {
    // A daemon wants to be asked for just as many as it has, which it tells when asked for none.
    int count =
        domain.connection.call(
            Procedure.DOMAIN_GET_BLOCK_IO_TUNE,
            domain.arguments().optionalString(disk).integer(0).integer(0),
            in -> {
              TypedParameters.read(in);
              return in.integer();
            });
    return domain.connection.call(
        Procedure.DOMAIN_GET_BLOCK_IO_TUNE,
        domain.arguments().optionalString(disk).integer(count).integer(0),
        TypedParameters::read);
  }

  @Override
  public void setIoTune(String disk, Map<String, Long> limits, Impact... impact)
      throws LibvirtException {
    Map<String, Object> unsigned = new LinkedHashMap<>();
    limits.forEach((name, value) -> unsigned.put(name, new TypedParameters.UnsignedLong(value)));
    domain.connection.call(
        Procedure.DOMAIN_SET_BLOCK_IO_TUNE,
        TypedParameters.write(arguments(disk), unsigned)
            .integer(RemoteObject.bits(Impact::bit, impact)));
  }

  @Override
  public Map<String, Integer> errors() throws LibvirtException {
    return domain.connection.call(
        Procedure.DOMAIN_GET_DISK_ERRORS,
        domain.arguments().integer(MOST_DISKS).integer(0),
        in -> {
          int count = in.count(MOST_DISKS, 8, "disks with errors");
          Map<String, Integer> errors = new LinkedHashMap<>();
          for (int i = 0; i < count; i++) {
            errors.put(in.string(), in.integer());
          }
          return Collections.unmodifiableMap(errors);
        });
  }
}
