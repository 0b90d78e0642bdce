"""Stand behind the evaluation model with a reason."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import ConflictError, FieldError
from procurement.services.sign_off import sign_model
from procurement.services.work import Work
from procurement.web.forms.simulation import SignOffForm
from procurement.web.guard import requires
from procurement.web.model_test_page import chosen_bids, model_test_page
from procurement.web.saved import say_saved

bp = Blueprint("sign_off", __name__, url_prefix="/anskaffelser/<slug>/modelltest/signering")


@bp.post("/")
@requires(Permission.edit_model)
def sign(work: Work) -> ResponseReturnValue:
    """Sign the model that was on the page."""
    form, shown = SignOffForm(), chosen_bids(work)
    shown.signing = form
    if not form.validate():
        return model_test_page(work, shown), 422
    try:
        sign_model(work, form.draft())
    except FieldError as error:
        form.show(error)
        return model_test_page(work, shown), 422
    except ConflictError as error:
        shown.conflict = str(error)
        return model_test_page(work, shown), error.status
    work.session.commit()
    say_saved()
    return redirect(url_for("model_test.index", _anchor="sign-off"))
