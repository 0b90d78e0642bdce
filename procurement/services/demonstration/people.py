"""The users and municipalities of the demonstration."""

from sqlmodel import Session, select

from procurement.domain import Organisation, User
from procurement.domain.labels import label
from procurement.domain.organisation import Role
from procurement.services.demonstration.reading import Files
from procurement.services.sign_in import hash_password

PASSWORD = "kravspor-demo"


def add_people(session: Session, files: Files) -> tuple[dict[str, User], dict[str, Organisation]]:
    """Add the users and organisations that are not there yet; return all by address and name."""
    users = {user.email: user for user in session.exec(select(User))}
    hashed = hash_password(PASSWORD)
    for person in files.procurement["users"]:
        if person["email"] not in users:
            user = User(email=person["email"], name=person["name"], password_hash=hashed)
            users[user.email] = user
            session.add(user)
    organisations = {o.name: o for o in session.exec(select(Organisation))}
    for data in files.organisations:
        if data["name"] not in organisations:
            facts = {key: value for key, value in data.items() if key != "participation"}
            organisations[data["name"]] = Organisation(**facts)
            session.add(organisations[data["name"]])
    session.flush()
    return users, organisations


def users_of(files: Files) -> list[tuple[str, str]]:
    """Return address and role of each demonstration user, for people to sign in with."""
    return [(person["email"], label(Role(person["role"]))) for person in files.procurement["users"]]
