package io.quantix.agent.file;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.policy.PathPolicy;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads and writes the guest's files, within the policy. Paths are absolute and without {@code ..}.
 */
public final class GuestFiles {
  private static final int NEW_FILE = 0600;
  private static final String PART = ".quantix-part";

  private final PathResolver resolver;
  private final AccountDatabase accounts;
  private final int maxChunk;
  private final Set<Path> uploading = ConcurrentHashMap.newKeySet();
  private final Directories directories;

  /**
   * Within a policy.
   *
   * @param maxChunk the most bytes that one request reads or writes
   */
  public GuestFiles(PathPolicy policy, AccountDatabase accounts, int maxChunk) {
    this.resolver = new PathResolver(policy);
    this.accounts = accounts;
    this.maxChunk = maxChunk;
    this.directories = new Directories(resolver, accounts);
  }

  /** Directories, and deleting and looking at what is in them. */
  public Directories directories() {
    return directories;
  }

  /**
   * Reads one chunk.
   *
   * @param maxBytes at most; 0 or more than a chunk: one chunk
   */
  public FileChunk read(String path, long offset, int maxBytes) throws AgentException {
    int wanted = maxBytes <= 0 ? maxChunk : Math.min(maxBytes, maxChunk);
    try (FileDownload download = download(path, offset)) {
      long left = Math.max(0, download.size() - offset);
      boolean told = download.size() > 0;
      ByteBuffer buffer = ByteBuffer.allocate(told ? (int) Math.min(wanted, left + 1) : wanted);
      int count = Math.max(0, download.read(buffer));
      byte[] data = new byte[count];
      buffer.flip().get(data);
      long total = Math.max(download.size(), offset + count);
      boolean end = told ? offset + count >= total : count < wanted;
      return new FileChunk(data, offset, total, end, download.mode(), download.modified());
    }
  }

  /** Opens a file to read it from an offset on. */
  public FileDownload download(String path, long offset) throws AgentException {
    Path asked = resolver.wellFormed(path);
    PathResolver.Found found = resolver.open(asked, true, resolver.policy()::mayRead);
    try (PinnedFile file = found.file()) {
      FileAttributes attributes = file.attributes();
      if (!attributes.regular()) {
        throw FileFailures.notFile(asked);
      }
      BasicFileAttributes basic = Files.readAttributes(file.path(), BasicFileAttributes.class);
      resolver.policy().mayReadContents(found.real(), basic, attributes.names());
      boolean told = !found.real().startsWith("/proc") && !found.real().startsWith("/sys");
      if (offset < 0 || (told && offset > attributes.size())) {
        throw FileFailures.of(
            ErrorCode.INVALID_OFFSET,
            "The file has " + attributes.size() + " bytes, and " + offset + " is not among them",
            asked,
            "");
      }
      FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
      return new FileDownload(asked, channel, attributes, offset);
    } catch (IOException e) {
      throw FileFailures.of(e, asked, ErrorCode.FILE_IO_FAILED);
    }
  }

  /**
   * Writes into a file where it is, and makes it if it is not there. To replace a whole file use
   * {@link #upload}.
   *
   * @param offset at most the file's size
   * @param mode of a new file; empty: 0600
   * @return the file's size now
   */
  public long write(String path, ByteBuffer data, long offset, Optional<Integer> mode)
      throws AgentException {
    Path asked = resolver.wellFormed(path);
    if (data.remaining() > maxChunk) {
      throw FileFailures.of(
          ErrorCode.FILE_TOO_LARGE, "One request writes at most " + maxChunk + " bytes", asked, "");
    }
    try (PinnedFile file = openOrCreate(asked, mode.orElse(NEW_FILE));
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (offset < 0 || offset > size) {
        throw FileFailures.of(
            ErrorCode.INVALID_OFFSET,
            "The file has " + size + " bytes; writing at " + offset + " would leave a gap",
            asked,
            "");
      }
      long at = offset;
      while (data.hasRemaining()) {
        at += channel.write(data, at);
      }
      return Math.max(size, at);
    } catch (IOException e) {
      throw FileFailures.of(e, asked, ErrorCode.FILE_IO_FAILED);
    }
  }

  private PinnedFile openOrCreate(Path asked, int mode) throws AgentException, IOException {
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        PathResolver.Found found = resolver.open(asked, true, resolver.policy()::mayWrite);
        FileAttributes attributes = found.file().attributes();
        try {
          if (!attributes.regular()) {
            throw FileFailures.notFile(asked);
          }
          resolver.policy().mayWriteContents(found.real(), attributes.names());
          return found.file();
        } catch (AgentException e) {
          found.file().close();
          throw e;
        }
      } catch (AgentException e) {
        if (e.code() != ErrorCode.FILE_NOT_FOUND) {
          throw e;
        }
      }
      try (Place place = place(asked)) {
        PinnedFile made = place.directory().create(place.name(), NEW_FILE);
        Files.setAttribute(made.path(), "unix:mode", mode & 07777);
        return made;
      } catch (FileAlreadyExistsException e) {
        // Made by somebody else in between, or a link to nothing: looked at anew.
      }
    }
    throw FileFailures.exists(asked);
  }

  /**
   * Where a file is or will be.
   *
   * @param directory held
   */
  private record Place(Path real, PinnedFile directory, String name) implements AutoCloseable {
    @Override
    public void close() {
      directory.close();
    }
  }

  /** The directory of a file that may not be there yet; a link at the path's end is followed. */
  private Place place(Path asked) throws AgentException {
    Path target = asked;
    try {
      target = asked.toRealPath();
    } catch (IOException e) {
      target = PathResolver.wouldBe(asked);
    }
    Path parent = target.getParent();
    Path name = target.getFileName();
    if (parent == null || name == null) {
      throw FileFailures.notFile(asked);
    }
    try {
      PathResolver.Found found =
          resolver.open(
              parent, true, real -> resolver.policy().mayWrite(real.resolve(name.toString())));
      if (!found.file().attributes().directory()) {
        found.file().close();
        throw FileFailures.notDirectory(parent);
      }
      return new Place(found.real().resolve(name.toString()), found.file(), name.toString());
    } catch (AgentException e) {
      throw e.code() == ErrorCode.FILE_NOT_FOUND
          ? FileFailures.of(ErrorCode.DIRECTORY_NOT_FOUND, "There is no such directory", parent, "")
          : e;
    } catch (IOException e) {
      throw FileFailures.of(e, asked, ErrorCode.FILE_IO_FAILED);
    }
  }

  /** Begins a whole file, or goes on with one that was broken off. */
  public FileUpload upload(UploadRequest request) throws AgentException {
    Path asked = resolver.wellFormed(request.path());
    Place place = place(asked);
    if (!uploading.add(place.real())) {
      place.close();
      throw FileFailures.of(
          ErrorCode.FILE_ACCESS_DENIED,
          "Another transfer is writing this file",
          asked,
          "Wait for it, or cancel it");
    }
    try {
      return upload(request, asked, place);
    } catch (AgentException | RuntimeException e) {
      uploading.remove(place.real());
      place.close();
      throw e;
    } catch (IOException e) {
      uploading.remove(place.real());
      place.close();
      throw FileFailures.of(e, asked, ErrorCode.FILE_IO_FAILED);
    }
  }

  private FileUpload upload(UploadRequest request, Path asked, Place place)
      throws AgentException, IOException {
    Optional<FileAttributes> there = there(place);
    if (there.isPresent() && request.createNew()) {
      throw FileFailures.exists(asked);
    }
    if (there.isPresent() && !there.get().regular()) {
      throw FileFailures.notFile(asked);
    }
    String partName = partName(place.name());
    PinnedFile part = part(place.directory(), partName, request.offset(), asked);
    try {
      FileAttributes made = part.attributes();
      FileUpload.Ownership ownership =
          new FileUpload.Ownership(
              request.mode().orElse(there.map(FileAttributes::permissions).orElse(NEW_FILE))
                  & 07777,
              uid(request.owner(), there.orElse(made).uid()),
              gid(request.group(), there.orElse(made).gid()));
      return new FileUpload(
          place.real(),
          place.directory(),
          part,
          partName,
          request.offset(),
          ownership,
          request.createNew(),
          () -> uploading.remove(place.real()));
    } catch (AgentException | IOException | RuntimeException e) {
      part.close();
      throw e;
    }
  }

  private static Optional<FileAttributes> there(Place place) throws IOException {
    try {
      return Optional.of(
          FileAttributes.of(place.directory().path(place.name()), LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Hidden, and short enough for any file system. */
  private static String partName(String name) {
    String kept = name.length() > 40 ? name.substring(0, 40) : name;
    return "." + kept + "." + Integer.toHexString(name.hashCode()) + PART;
  }

  /** A part file that somebody else put there, or that is too short, is not gone on with. */
  private static PinnedFile part(PinnedFile directory, String name, long offset, Path asked)
      throws AgentException, IOException {
    if (offset > 0) {
      long have = 0;
      try {
        PinnedFile part = directory.child(name);
        FileAttributes attributes = part.attributes();
        boolean own =
            attributes.regular()
                && attributes.names() == 1
                && attributes.permissions() == NEW_FILE
                && attributes.uid() == ownUid();
        if (own && attributes.size() >= offset) {
          return part;
        }
        have = own ? attributes.size() : 0;
        part.close();
      } catch (NoSuchFileException e) {
        // Nothing is left of it.
      }
      throw FileFailures.of(
          ErrorCode.INVALID_OFFSET,
          "Of the broken-off transfer " + have + " bytes are left",
          asked,
          "Go on from " + have);
    }
    Files.deleteIfExists(directory.path(name));
    return directory.create(name, NEW_FILE);
  }

  private static int ownUid() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid ? uid : 0;
  }

  private int uid(String owner, int otherwise) throws AgentException {
    if (owner.isEmpty()) {
      return otherwise;
    }
    return accounts
        .user(owner)
        .orElseThrow(
            () -> new AgentException(ErrorCode.USER_NOT_FOUND, "There is no such user", owner))
        .uid();
  }

  private int gid(String group, int otherwise) throws AgentException {
    if (group.isEmpty()) {
      return otherwise;
    }
    OptionalInt gid = accounts.group(group);
    if (gid.isEmpty()) {
      throw new AgentException(ErrorCode.GROUP_NOT_FOUND, "There is no such group", group);
    }
    return gid.getAsInt();
  }
}
