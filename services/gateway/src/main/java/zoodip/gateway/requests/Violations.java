package zoodip.gateway.requests;

import com.google.rpc.BadRequest;
import java.util.ArrayList;
import java.util.List;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Collects what is wrong with a request, so that its sender learns all of it at once. */
public final class Violations {
  private final List<BadRequest.FieldViolation> all = new ArrayList<>();

  /**
   * Notes a violation unless a rule holds.
   *
   * @param field its path from the request, for example {@code training_job.settings.history}
   */
  public void require(boolean holds, String field, String otherwise) {
    if (!holds) {
      all.add(
          BadRequest.FieldViolation.newBuilder().setField(field).setDescription(otherwise).build());
    }
  }

  /**
   * Refuses the request if anything is wrong with it.
   *
   * @throws ServiceException for the given reason if anything is wrong
   */
  public void throwIfAny(ErrorReason reason) {
    if (!all.isEmpty()) {
      throw ServiceException.invalid(reason, all);
    }
  }
}
