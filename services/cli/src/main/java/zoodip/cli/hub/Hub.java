package zoodip.cli.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.cli.errors.UsageException;

/** One repository on a hub, whose files are kept in a folder: each is fetched once. */
public final class Hub {
  /** With room for a hundred thousand files. */
  private static final int MOST_BYTES_OF_LIST = 32 << 20;

  private final HubRepository repository;
  private final RevisionFiles revision;
  private final Path folder;
  private final FileDownload download;

  private Hub(
      HubRepository repository, RevisionFiles revision, Path folder, FileDownload download) {
    this.repository = repository;
    this.revision = revision;
    this.folder = folder;
    this.download = download;
  }

  /**
   * Asks what is in a repository.
   *
   * @param token for repositories that not everybody may read
   * @param cache where files are kept, by repository and commit
   * @throws UsageException if there is none, or it may not be read
   * @throws HubException if the hub does not answer
   */
  public static Hub open(
      HubRepository repository,
      Optional<String> token,
      Path cache,
      HubRetries retries,
      DownloadProgress progress) {
    HubClient client = new HubClient(repository.endpoint(), token);
    RevisionFiles revision =
        retries.run("the list of files of " + repository, () -> list(client, repository));
    // all files are of one commit, whatever is pushed meanwhile
    HubRepository fixed = repository.at(revision.commit());
    Path folder = cache.resolve(repository.name().replace("/", "--")).resolve(revision.commit());
    return new Hub(
        repository, revision, folder, new FileDownload(client, fixed, retries, progress));
  }

  private static RevisionFiles list(HubClient client, HubRepository repository) throws IOException {
    try (HubResponse response = client.get(repository.listing(), Map.of())) {
      if (HubErrors.isTransient(response.status())) {
        throw new IOException("the answer is " + response.status());
      }
      if (response.status() != 200) {
        throw HubErrors.of(response, repository, "");
      }
      byte[] answer = response.body().readNBytes(MOST_BYTES_OF_LIST + 1);
      if (answer.length > MOST_BYTES_OF_LIST) {
        throw new HubException(
            "The hub's list of files has more than %d MiB".formatted(MOST_BYTES_OF_LIST >> 20));
      }
      return RevisionFiles.parse(new String(answer, StandardCharsets.UTF_8));
    }
  }

  /** Paths of the repository's files. */
  public List<String> paths() {
    return revision.paths();
  }

  /** The commit that the revision meant when the repository was opened. */
  public String commit() {
    return revision.commit();
  }

  /** Where fetched files lie, under their paths. */
  public Path folder() {
    return folder;
  }

  /**
   * Fetches files that are not there yet.
   *
   * @throws HubException if one does not come, or is not what the hub says it is
   */
  public void fetch(Collection<String> paths) {
    for (String path : paths) {
      Path target = folder.resolve(path).normalize();
      if (!target.startsWith(folder)) {
        throw new UsageException(repository + " has a file outside of its folder: " + path);
      }
      download.fetch(path, target);
    }
  }
}
