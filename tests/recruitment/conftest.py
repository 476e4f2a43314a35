import pytest

from tests import hats
from tests.factories.cadres import UnitFactory
from tests.factories.recruitment import ExamFactory, ExamPostFactory


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def commune(province):
    return UnitFactory(parent=province)


@pytest.fixture
def client_of(client):
    """Sign in an account with one hat over one unit."""

    def sign_in(hat, *, over, language="vi", **more):
        holder = hats.account(hat, over=over, **more)
        type(holder).objects.filter(pk=holder.pk).update(
            language=language, version=holder.version + 1
        )
        client.force_login(holder, backend="portal.backends.AccountBackend")
        return client

    return sign_in


@pytest.fixture
def exam(province):
    """A civil-service exam of the province, held on 20 November 2025."""
    return ExamFactory(organising_unit=province)


@pytest.fixture
def post(exam):
    return ExamPostFactory(exam=exam)
