package zoodip.gateway.evaluations;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.JobRecord;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationFileChunk;

/** Hands out what evaluations wrote: pictures, sheet and report. */
@ApplicationScoped
public class EvaluationFiles {
  private final Storage storage;

  @Inject
  public EvaluationFiles(Storage storage) {
    this.storage = storage;
  }

  /**
   * Streams a file as fast as the caller reads it.
   *
   * @throws ServiceException INVALID_REQUEST if the evaluation has no such file
   */
  void send(JobRecord evaluation, String file, StreamObserver<EvaluationFileChunk> caller) {
    EvaluationResult result = evaluation.getEvaluationResult();
    if (!result.getFilesList().contains(file)) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          "file",
          "%s has no file '%s'%s"
              .formatted(
                  evaluation.getName(),
                  file,
                  result.getFilesCount() == 0 ? ": it has none yet" : "; its files are listed"));
    }
    new FileStream(
            storage.open(result.getPrefix() + file),
            (ServerCallStreamObserver<EvaluationFileChunk>) caller)
        .start();
  }
}
