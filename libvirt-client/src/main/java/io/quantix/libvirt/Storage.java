package io.quantix.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A host's storage pools and volumes, and the secrets for them. */
public interface Storage {
  /** All pools, active and inactive, in the daemon's order. */
  List<StoragePool> pools() throws LibvirtException;

  /** Finds a pool by its name. */
  StoragePool pool(String name) throws LibvirtException;

  /** Finds a pool by its UUID. */
  StoragePool pool(UUID uuid) throws LibvirtException;

  /** The pool that a volume is of. */
  StoragePool poolOf(StorageVolume volume) throws LibvirtException;

  /** Defines a pool, or redefines the one of the same UUID, without starting it. */
  StoragePool define(String xml) throws LibvirtException;

  /** Starts a pool that is gone once it is off. */
  StoragePool create(String xml) throws LibvirtException;

  /**
   * Finds a volume by its path on the host, in whichever pool it is.
   *
   * @throws LibvirtException of kind NOT_FOUND if no running pool has it
   */
  StorageVolume volume(String path) throws LibvirtException;

  /**
   * What pools of a type there could be.
   *
   * @param type {@code netfs}, {@code logical}, {@code iscsi}, ...
   * @param source where to look, as XML; empty where none is needed
   * @return libvirt's sources XML
   */
  String findSources(String type, Optional<String> source) throws LibvirtException;

  /** What kinds of pools the host can have, as libvirt's storagepoolCapabilities XML. */
  String capabilities() throws LibvirtException;

  /** All secrets. */
  List<Secret> secrets() throws LibvirtException;

  /** Finds a secret by its UUID. */
  Secret secret(UUID uuid) throws LibvirtException;

  /** Defines a secret, without a value. */
  Secret defineSecret(String xml) throws LibvirtException;
}
