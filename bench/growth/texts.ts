/** What people write, by language: beginnings and ends that make thousands of different sentences. */
export type Voice = { readonly language: string; readonly asks: readonly string[]; readonly about: readonly string[]; readonly ends: readonly string[]; readonly common: string; readonly rare: string }

export const voices: readonly Voice[] = [
  {
    language: 'zh', common: '居留', rare: '翡翠',
    asks: ['你好,我想问一下', '请问怎么办理', '老师您好,关于', '我朋友说可以在这里问', '不好意思打扰了,想咨询'],
    about: ['居留延期', '身份证', '孩子上学', '医疗卡', '结婚登记', '公司开业', '家庭团聚', '居留卡丢了', '地址变更', '税号'],
    ends: ['需要什么材料?', '要等多久?', '费用是多少?', '可以网上预约吗?', '我意大利语不太好,谢谢', '周六开门吗?'],
  },
  {
    language: 'it', common: 'permesso', rare: 'zibaldone',
    asks: ['Buongiorno, vorrei sapere', 'Salve, mi hanno detto di chiedere qui', 'Scusi, non ho capito', 'Ho un appuntamento in questura per', 'Mia moglie ha bisogno di'],
    about: ['il rinnovo del permesso', 'la carta d’identità', 'l’iscrizione a scuola', 'la tessera sanitaria', 'la residenza', 'il ricongiungimento familiare', 'il permesso scaduto', 'il codice fiscale', 'il matrimonio', 'l’apertura di un negozio'],
    ends: ['quali documenti servono?', 'quanto tempo ci vuole?', 'quanto costa?', 'posso prenotare online?', 'grazie mille', 'siete aperti sabato?'],
  },
  {
    language: 'ar', common: 'الإقامة', rare: 'زمردة',
    asks: ['السلام عليكم، أريد أن أسأل عن', 'مرحبا، كيف يمكنني', 'من فضلكم، ما هي شروط', 'قيل لي أن أسأل هنا عن'],
    about: ['تجديد الإقامة', 'بطاقة الهوية', 'تسجيل الأطفال في المدرسة', 'البطاقة الصحية', 'لم شمل العائلة', 'تغيير العنوان', 'الرقم الضريبي'],
    ends: ['وما هي الوثائق المطلوبة؟', 'وكم من الوقت يستغرق؟', 'وكم الثمن؟', 'شكرا جزيلا', 'هل يمكن الحجز عبر الإنترنت؟'],
  },
]

/** The nth sentence of a voice: the same n, the same words. */
export const sentence = ({ asks, about, ends }: Voice, n: number): string => `${asks[n % asks.length]} ${about[Math.floor(n / 3) % about.length]} ${ends[Math.floor(n / 7) % ends.length]} ${n % 997}`
