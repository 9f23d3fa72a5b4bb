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
  private final HubRepository repository;
  private final RevisionFiles revisionFiles;
  private final Path folder;
  private final FileDownload download;

  private Hub(
      HubRepository repository, RevisionFiles revisionFiles, Path folder, FileDownload download) {
    this.repository = repository;
    this.revisionFiles = revisionFiles;
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
      HubRetries hubRetries,
      DownloadProgress progress) {
    HubRequests requests = new HubRequests(repository.endpoint(), token);
    RevisionFiles revisionFiles =
        hubRetries.run("the list of files of " + repository, () -> list(requests, repository));
    // all files are of one commit, whatever is pushed meanwhile
    HubRepository fixed = repository.at(revisionFiles.commit());
    Path folder =
        cache.resolve(repository.name().replace("/", "--")).resolve(revisionFiles.commit());
    return new Hub(
        repository, revisionFiles, folder, new FileDownload(requests, fixed, hubRetries, progress));
  }

  private static RevisionFiles list(HubRequests requests, HubRepository repository)
      throws IOException {
    try (HubAnswer answer = requests.get(repository.listing(), Map.of())) {
      if (HubRefusal.passing(answer.status())) {
        throw new IOException("the answer is " + answer.status());
      }
      if (answer.status() != 200) {
        throw HubRefusal.of(answer, repository, "");
      }
      return RevisionFiles.parse(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Paths of the repository's files. */
  public List<String> paths() {
    return revisionFiles.paths();
  }

  /** The commit that the revision meant when the repository was opened. */
  public String commit() {
    return revisionFiles.commit();
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
