from governance.management.documents import DocumentCommand
from governance.rulebook import rulebook


class Command(DocumentCommand):
    help = "Print all rules and dated parameters; --write or --check docs/rulebook.md."
    file = "docs/rulebook.md"

    def text(self):
        return rulebook()
