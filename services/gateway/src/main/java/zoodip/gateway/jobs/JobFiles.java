package zoodip.gateway.jobs;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Function;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.calls.IdleStreams;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;

/** What jobs leave in the object store. */
@ApplicationScoped
public class JobFiles {
  private final Storage storage;
  private final IdleStreams idleStreams;

  @Inject
  public JobFiles(Storage storage, IdleStreams idleStreams) {
    this.storage = storage;
    this.idleStreams = idleStreams;
  }

  /**
   * Streams a file of a job as fast as the caller reads it.
   *
   * @param keys the job's files: their names, and the objects' keys
   * @param message makes a message of a chunk
   * @throws ServiceException INVALID_REQUEST if the job has no such file
   */
  public <C> void send(
      JobRecord job,
      Map<String, String> keys,
      String file,
      StreamObserver<C> caller,
      Function<ByteString, C> message) {
    if (!keys.containsKey(file)) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          "file",
          "%s has no file '%s'%s"
              .formatted(
                  job.getName(),
                  file,
                  keys.isEmpty() ? ": it has none yet" : "; `files` has them"));
    }
    new FileStream<>(storage.open(keys.get(file)), caller, message, idleStreams).start();
  }
}
