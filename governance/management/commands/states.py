from governance.management.documents import DocumentCommand
from governance.rulebook import states


class Command(DocumentCommand):
    help = "Print all state charts; --write or --check docs/states.md."
    file = "docs/states.md"

    def text(self):
        return states()
