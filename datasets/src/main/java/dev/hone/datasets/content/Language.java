package dev.hone.datasets.content;

import java.util.List;

/// Languages that are told apart: by their commonest words where they share the Latin script,
/// otherwise by script alone.
enum Language {
    ENGLISH(
            "English",
            "the and is you that it for are with this have what my i was not can your there would a an to of in on at by from he she his her they has had how do does will if be were many much did as me so or but when we no"),
    GERMAN(
            "German",
            "der die und ist das ich nicht ein eine zu mit sie auf wie für den dem auch wir habe"),
    FRENCH(
            "French",
            "le la les et est je vous pas une des que pour dans ce qui mon avec sur au il"),
    SPANISH(
            "Spanish",
            "el la los y es que no una por para con mi se del lo como pero está más las"),
    ITALIAN(
            "Italian",
            "il la che di non è per una sono con ho mi del come gli più della anche questo ma"),
    PORTUGUESE(
            "Portuguese",
            "o a que não é um uma para com os do da em eu meu por mais como você está"),
    DUTCH(
            "Dutch",
            "de het een en ik niet van dat op te mijn voor met zijn er maar wat ook kan heb"),
    SWEDISH(
            "Swedish",
            "och det att jag är inte en som på för med har av den till kan min om ett var"),
    DANISH_OR_NORWEGIAN(
            "Danish or Norwegian",
            "og det at jeg er ikke en som på for med har av den til kan min om et hvad"),
    FINNISH(
            "Finnish",
            "ja on ei että se en hän mutta ovat oli kun niin minun tämä olen voi mitä joka ole sen"),
    POLISH("Polish", "i w nie na się że to z do jest jak mam czy ale moje dla od co po tak"),
    CZECH("Czech", "a je se na že v to jsem do není jak mám ale pro co si po tak být když"),
    TURKISH(
            "Turkish",
            "bir ve bu için ne ben da de mi değil var daha çok ama nasıl benim olarak gibi kadar ile"),
    HUNGARIAN(
            "Hungarian",
            "a az és nem hogy egy is van ez meg de én vagy mint csak már volt ha kell hogyan"),
    ROMANIAN(
            "Romanian", "și este nu un o în de la cu pe să am care pentru mai din ce dar sunt meu"),
    INDONESIAN(
            "Indonesian or Malay",
            "yang dan di saya tidak ini itu untuk dengan dari apa ada adalah bisa akan pada ke anda juga sudah"),
    VIETNAMESE(
            "Vietnamese",
            "là và của không tôi có được một cho này trong với những đã bạn người các để thì khi"),
    CHINESE("Chinese", ""),
    JAPANESE("Japanese", ""),
    KOREAN("Korean", ""),
    CYRILLIC("a language in Cyrillic script", ""),
    ARABIC("a language in Arabic script", ""),
    HEBREW("Hebrew", ""),
    GREEK("Greek", ""),
    DEVANAGARI("a language in Devanagari script", ""),
    THAI("Thai", "");

    private final String label;
    private final String commonest;

    Language(String label, String commonest) {
        this.label = label;
        this.commonest = commonest;
    }

    String label() {
        return label;
    }

    /// In small letters.
    List<String> commonest() {
        return commonest.isEmpty() ? List.of() : List.of(commonest.split(" "));
    }
}
